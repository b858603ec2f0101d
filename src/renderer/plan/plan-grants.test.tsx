import { cleanup, screen } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { action, plan } from '../store/scripted-plans.ts'
import { stagePlanDialog, type PlanStage } from './test-plan-dialog.tsx'

let stage: PlanStage

beforeEach(() => {
  stage = stagePlanDialog()
})

afterEach(() => {
  cleanup()
  vi.restoreAllMocks()
})

test('without a granted folder one can be chosen, and then the plan is looked at again', async () => {
  let folders: { path: string; grantedAt: string }[] = []
  stage.main.on('folders.list', () => folders)
  stage.main.on('folders.choose', () => {
    folders = [{ path: '/notes', grantedAt: '2030-01-01T12:00:00.000Z' }]
    return folders[0] ?? null
  })
  stage.previews('a1', null, 'Kein Ordner.', 'no_folder')
  await stage.show(plan([action('a1')]))
  const before = stage.asked('request.preview').length
  await userEvent.click(await screen.findByRole('button', { name: 'Choose a folder…' }))
  expect(stage.asked('request.preview')).toHaveLength(before + 1)
  expect(screen.queryByRole('button', { name: 'Choose a folder…' })).toBeNull()
})

test('only what reads can be allowed for always', async () => {
  stage.main.on('rules.allow', () => ({ id: 'r', action: 'read_file', folder: '/notes', createdAt: '' }))
  await stage.show(plan([action('a1', { risk: 'read' }), action('a2')]))
  const [rule, ...others] = screen.getAllByRole('button', { name: 'Always allow in this folder' })
  expect(others).toEqual([])
  await userEvent.click(rule!)
  expect(stage.asked('rules.allow')).toEqual([{ messageId: 'plan', actionId: 'a1' }])
  expect(screen.getByText(/Always allowed in \/notes/)).toBeTruthy()
})

test('folders and rules are looked at over the plan, and Escape leads back to it', async () => {
  await stage.show(plan([action('a1'), action('a2')]))
  await userEvent.click(screen.getByRole('checkbox', { name: 'Write a1' }))
  await userEvent.click(stage.button('Folders and rules'))
  expect(screen.getByRole('dialog', { name: 'Folders and rules' })).toBeTruthy()
  await userEvent.keyboard('{Escape}')
  expect(screen.queryByRole('dialog', { name: 'Folders and rules' })).toBeNull()
  expect(screen.getByRole<HTMLInputElement>('checkbox', { name: 'Write a1' }).checked).toBe(false)
  expect(document.activeElement).toBe(stage.button('Folders and rules'))
})

test('where no folder is granted, a look into one asks for it beforehand', async () => {
  stage.main.on('folders.list', () => [])
  await stage.show(plan([action('a1', { action: 'list_files', arguments: {}, risk: 'read' })]))
  expect(await screen.findByRole('button', { name: 'Choose a folder…' })).toBeTruthy()
})
