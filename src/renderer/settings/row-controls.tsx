import type { ReactNode } from 'react'
import { Licences, Logs, Versions } from './about.tsx'
import {
  Language,
  Learn,
  MemoryLink,
  ModelsLink,
  PreferredModel,
  QuickPrompt,
  QuickPromptKeys,
  StartAtLogin,
  Theme,
} from './choices.tsx'
import { ChosenSwitch } from './controls.tsx'
import { Folder, SnapshotsKept, Transfer } from './data.tsx'
import { Folders, Network, Reminders, Rules } from './granted.tsx'
import { Connections, Enforced } from './privacy.tsx'
import { Meaning } from './meaning.tsx'
import type { RowId } from './sections.ts'
import { Snapshots } from './snapshots.tsx'

/** What each row of the page shows. */
export const rowControls: Readonly<Record<RowId, () => ReactNode>> = {
  theme: () => <Theme />,
  language: () => <Language />,
  login: () => <StartAtLogin />,
  closeToTray: () => (
    <ChosenSwitch
      is={({ general }) => general.closeToTray}
      to={(closeToTray) => ({ general: { closeToTray } })}
    />
  ),
  notifications: () => (
    <ChosenSwitch
      is={({ general }) => general.notifications}
      to={(notifications) => ({ general: { notifications } })}
    />
  ),
  quickPrompt: () => <QuickPrompt />,
  quickPromptKeys: () => <QuickPromptKeys />,
  preferred: () => <PreferredModel />,
  modelsPage: () => <ModelsLink />,
  learn: () => <Learn />,
  recall: () => <ChosenSwitch is={({ memory }) => memory.recall} to={(recall) => ({ memory: { recall } })} />,
  meaning: () => <Meaning />,
  memoryPage: () => <MemoryLink />,
  folders: () => <Folders />,
  rules: () => <Rules />,
  reminders: () => <Reminders />,
  network: () => <Network />,
  connections: () => <Connections />,
  enforced: () => <Enforced />,
  folder: () => <Folder />,
  snapshotsKept: () => <SnapshotsKept />,
  snapshots: () => <Snapshots />,
  export: () => <Transfer way="export" />,
  import: () => <Transfer way="import" />,
  versions: () => <Versions />,
  licences: () => <Licences />,
  logs: () => <Logs />,
}
