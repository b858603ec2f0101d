import { mergeSettings, usualSettings, type Settings } from '../../shared/settings.ts'
import type { ScriptedBridge } from '../store/scripted-bridge.ts'

/** For tests: a main process that keeps what is chosen, and tells of it. Returns what it keeps at the moment. */
export function scriptSettings(main: ScriptedBridge): () => Settings {
  let kept = usualSettings
  const keep = (settings: Settings): Settings => {
    kept = settings
    main.emit({ type: 'settings.changed', settings })
    return settings
  }
  main.on('settings.read', () => kept)
  main.on('settings.change', (change) => keep(mergeSettings(kept, change)))
  main.on('settings.reset', ({ section }) => keep({ ...kept, [section]: usualSettings[section] }))
  main.on('settings.setAside', () => null)
  main.on('login.state', () => 'off')
  main.on('login.set', ({ on }) => (on ? 'on' : 'off'))
  const standing = { standing: 'registered', keys: 'CommandOrControl+Shift+Space', advice: null } as const
  main.on('shortcut.state', () => standing)
  main.on('folders.list', () => [])
  main.on('rules.list', () => [])
  main.on('reminders.list', () => [])
  main.on('models.list', () => [])
  main.on('data.sizes', () => ({ all: 26_300_000, database: 26_000_000, snapshots: 0 }))
  main.on('privacy.connections', () => ({
    since: '2030-01-01T11:00:00.000Z',
    ollama: 3,
    elsewhere: 0,
    places: [],
    refused: 0,
  }))
  return () => kept
}
