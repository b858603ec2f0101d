import type { Conversation } from './conversation.ts'
import type { Message } from './message.ts'
import type { ShortcutState } from './desktop-requests.ts'
import type { OllamaStatus } from './model.ts'
import type { Pull } from './pull.ts'
import type { Reminder } from './reminder.ts'
import type { RunningRun } from './run.ts'
import type { Settings } from './settings.ts'
import type { TransferProgress } from './transfer.ts'
import type { RunningTurn, TurnEnd } from './turn.ts'
import type { ErrorReport } from './errors.ts'

/** What main tells every window. Events state what is so; whoever missed one asks again. */
export type HearthEvent =
  | { readonly type: 'ollama.changed'; readonly status: OllamaStatus }
  /** A model comes, waits, or was paused: at most five a second of each. */
  | { readonly type: 'pull.progress'; readonly pull: Pull }
  /** It is installed, or nobody wants it any more. */
  | { readonly type: 'pull.ended'; readonly name: string; readonly installed: boolean }
  /** A model was installed or deleted by Hearth: whoever shows them asks again. */
  | { readonly type: 'models.changed' }
  /** New or changed. */
  | { readonly type: 'conversation.saved'; readonly conversation: Conversation }
  | { readonly type: 'conversation.removed'; readonly id: string }
  /** New or changed, whole. */
  | { readonly type: 'message.saved'; readonly message: Message }
  /** Replaced by an edit or a new answer: kept in the database, no longer part of the conversation. */
  | { readonly type: 'messages.removed'; readonly conversationId: string; readonly ids: readonly string[] }
  | { readonly type: 'turn.started'; readonly turn: RunningTurn }
  /**
   * More of an answer. `offset` is how long the text (or the thinking) was before it, in UTF-16 units: a window
   * that attached in the middle drops what it already has.
   */
  | {
      readonly type: 'turn.delta'
      readonly conversationId: string
      readonly turnId: string
      readonly messageId: string
      readonly kind: 'text' | 'thinking'
      readonly offset: number
      readonly text: string
    }
  | { readonly type: 'turn.ended'; readonly end: TurnEnd }
  /** A run began, or goes on in another state. */
  | { readonly type: 'run.changed'; readonly run: RunningRun }
  /** It has its result; `message.saved` told that before. */
  | { readonly type: 'run.ended'; readonly runId: string; readonly conversationId: string }
  /**
   * More output of the step under way. `offset` is how long its output was before it, in UTF-16 units; the message of the
   * step is saved behind it, and has what was dropped here.
   */
  | {
      readonly type: 'run.output'
      readonly runId: string
      readonly messageId: string
      readonly offset: number
      readonly text: string
    }
  /** Chosen here or in another window, whole. */
  | { readonly type: 'settings.changed'; readonly settings: Settings }
  /** Folders or rules are others now. */
  | { readonly type: 'folders.changed' }
  /** Actions may fetch pages of the web from now on, or no longer. */
  | { readonly type: 'network.changed'; readonly on: boolean }
  /** Its time has come; `late` when that was while Hearth was not open. */
  | { readonly type: 'reminder.due'; readonly reminder: Reminder; readonly late: boolean }
  /** What is remembered is another now: whoever shows it asks again. */
  | { readonly type: 'memory.changed' }
  /** Chosen in a menu, the tray's or the application's. Only the main window is told. */
  | { readonly type: 'menu.chosen'; readonly command: 'export' | 'import' | 'newChat' | 'settings' }
  /**
   * A conversation is to be shown: chosen in the tray, told of, or carried over with the `draft` that was not sent. Only
   * the main window is told.
   */
  | { readonly type: 'menu.opened'; readonly conversationId: string; readonly draft?: string }
  /** The quick prompt was called: its field is to have the caret. Only it is told. */
  | { readonly type: 'quick.shown' }
  /** Its window was closed and is kept, unseen: what would have gone with it goes. Only the main window is told. */
  | { readonly type: 'page.left' }
  /** The page had died and was loaded again. Only it is told. */
  | { readonly type: 'page.cameBack' }
  | { readonly type: 'shortcut.changed'; readonly state: ShortcutState }
  | { readonly type: 'transfer.progress'; readonly progress: TransferProgress }
  /** The connection to a shared database was lost for a while: whoever shows something of it asks again. */
  | { readonly type: 'store.changed' }
  /** What should be saved is not (a full disk, a server out of reach), or is again (`error: null`). */
  | { readonly type: 'store.trouble'; readonly error: ErrorReport | null }

export type EventListener = (event: HearthEvent) => void
