import { expect, test } from 'vitest'
import { setStage } from '../../tests/support/stage.ts'
import { ableModel, tinyModel } from '../../tests/support/scripted-model.ts'
import { likelyModel } from './models.ts'

const stage = setStage()

test('a new conversation has the model that a person prefers, unless another one is named', async () => {
  const { assistant, model } = stage
  model.installed = [tinyModel, ableModel]
  expect(await likelyModel(assistant, undefined)).toBe(tinyModel.name)
  await assistant.settings.change({ model: { preferred: ableModel.name } })
  expect(await likelyModel(assistant, undefined)).toBe(ableModel.name)
  expect(await likelyModel(assistant, 'other')).toBe('other')
})
