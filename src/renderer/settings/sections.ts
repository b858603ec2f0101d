/** What stands on the settings page, in order. The command palette leads to each row. */
export const sections = [
  { id: 'general', rows: ['theme', 'language', 'login', 'closeToTray', 'notifications'], resets: 'general' },
  { id: 'shortcuts', rows: ['quickPrompt', 'quickPromptKeys'], resets: 'shortcuts' },
  { id: 'model', rows: ['preferred', 'modelsPage'], resets: 'model' },
  { id: 'memory', rows: ['learn', 'recall', 'meaning', 'memoryPage'], resets: 'memory' },
  { id: 'actions', rows: ['folders', 'rules', 'reminders'], resets: null },
  { id: 'privacy', rows: ['network', 'connections', 'enforced'], resets: 'privacy' },
  { id: 'data', rows: ['folder', 'snapshotsKept', 'snapshots', 'export', 'import'], resets: 'data' },
  { id: 'about', rows: ['versions', 'licences', 'logs'], resets: null },
] as const

export type SectionId = (typeof sections)[number]['id']
export type RowId = (typeof sections)[number]['rows'][number]
/** The sections whose choices can be as they were at first again. */
export type Resettable = NonNullable<(typeof sections)[number]['resets']>
