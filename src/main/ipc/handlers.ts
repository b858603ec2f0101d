import type { Assistant } from '../../core/assistant.ts'
import type { Turn } from '../../core/start-turn.ts'
import type { Log } from '../../core/log.ts'
import type { Recovering } from '../recovering.ts'
import type { DesktopHandlers } from './desktop-handlers.ts'
import type { AppInfo, Handlers, StartedTurn } from '../../shared/contract.ts'
import { AppError } from '../../shared/errors.ts'
import { modelHandlers } from './model-handlers.ts'
import type { createSettingsHandlers } from './settings-handlers.ts'
import type { transferHandlers } from './transfer-handlers.ts'

export interface HandlerOptions {
  /** The window asks before the database is open: each request waits for it, and fails as it fails. */
  readonly assistant: () => Promise<Assistant>
  readonly recovery: Recovering['handlers']
  readonly desktop: DesktopHandlers
  readonly computer: ReturnType<typeof createSettingsHandlers>
  readonly quit: () => void
  readonly info: AppInfo
  readonly openExternal: (url: string) => Promise<void>
  /** The system's own dialog for a folder. Null when the person chose none. */
  readonly chooseFolder: () => Promise<string | null>
  readonly transfer: ReturnType<typeof transferHandlers>
  readonly log: Log
}

/** What main does for each request of the contract: hand it to the assistant, and nothing else. */
export function createHandlers(options: HandlerOptions): Handlers {
  const { assistant, recovery, info, openExternal, chooseFolder, quit, log } = options
  const conversations = async () => (await assistant()).conversations
  const started = ({ ended, conversation, userMessage, turn }: Turn): StartedTurn => {
    ended.catch((error: unknown) => log.error('turn.bug', { turnId: turn.id, error }))
    return { conversation, userMessage, turn }
  }

  return {
    'app.info': async () => info,
    'app.quit': async () => quit(),
    'app.report': async (report) => log.error('page.error', report),
    'link.open': async ({ url }) => openExternal(checkLink(url)),

    ...recovery,
    ...options.desktop,
    ...options.computer,
    ...options.transfer,

    'ollama.status': async () => (await assistant()).status(),
    'models.list': async () => (await assistant()).models(),
    ...modelHandlers(assistant),

    'conversations.list': async (query, signal) => (await conversations()).list(query, signal),
    async 'conversations.open'({ id, limit, at }, signal) {
      const { open, openAt } = await conversations()
      return at === undefined ? open(id, limit, signal) : openAt(id, at, limit, signal)
    },
    'conversations.later': async ({ id, afterMessageId, limit }) =>
      (await conversations()).later(id, afterMessageId, limit),
    'conversations.earlier': async ({ id, beforeMessageId, limit }) =>
      (await conversations()).earlier(id, beforeMessageId, limit),
    'conversations.rename': async ({ id, title }) => (await conversations()).rename(id, title),
    'conversations.delete': async ({ id }) => (await conversations()).remove(id),
    'conversations.restore': async ({ id }) => (await conversations()).restore(id),
    'conversations.setDraft': async ({ id, draft }) => (await conversations()).setDraft(id, draft),
    'conversations.newDraft': async () => (await conversations()).newDraft(),
    'conversations.setNewDraft': async ({ draft }) => (await conversations()).setNewDraft(draft),
    'conversations.setModel': async ({ id, model }) => (await conversations()).setModel(id, model),
    'conversations.setWindow': async ({ id, numCtx }) => (await conversations()).setWindow(id, numCtx),
    'conversations.summarize': async ({ id }) => (await conversations()).summarize(id),
    'conversations.stopSummary': async ({ id }) => (await conversations()).stopSummary(id),

    'turn.start': async (input) => started(await (await assistant()).startTurn(input)),
    'turn.needsModel': async ({ text }) => (await assistant()).needsModel(text),
    'turn.stop': async ({ turnId }) => (await assistant()).stopTurn(turnId),
    'turn.regenerate': async (input) => started(await (await assistant()).regenerate(input)),
    'turn.edit': async (input) => started(await (await assistant()).editMessage(input)),

    async 'request.preview'({ messageId }) {
      const { digest, previews } = await (await assistant()).requests.preview(messageId)
      return { digest, previews }
    },
    'request.revise': async (plan) => (await assistant()).requests.revise(plan),
    'request.approve': async (plan) => (await assistant()).requests.approve(plan),
    'request.cancel': async (plan) => (await assistant()).requests.cancel(plan),

    'run.pause': async ({ runId }) => (await assistant()).runs.pause(runId),
    'run.resume': async ({ runId, instructions }) => (await assistant()).runs.resume(runId, instructions),
    'run.stop': async ({ runId }) => (await assistant()).runs.stop(runId),
    'run.goOn': async ({ runId }) => (await assistant()).runs.goOn(runId),
    'run.undo': async ({ runId, actionId }) => (await assistant()).runs.undo(runId, actionId),
    'run.output': async ({ runId, actionId }) => (await assistant()).runs.output(runId, actionId),
    'run.list': async (query) => (await assistant()).runs.list(query),

    'folders.list': async () => (await assistant()).folders.list(),
    async 'folders.choose'() {
      const path = await chooseFolder()
      return path === null ? null : (await assistant()).folders.grant(path)
    },
    'folders.revoke': async ({ path }) => (await assistant()).folders.revoke(path),
    'network.get': async () => (await assistant()).network.isOn(),
    'network.turn': async ({ on }) => (await assistant()).network.turn(on),
    'rules.list': async () => (await assistant()).folders.rules(),
    'rules.allow': async (input) => (await assistant()).folders.allow(input),
    'rules.revoke': async ({ id }) => (await assistant()).folders.revokeRule(id),
    'reminders.list': async () => (await assistant()).reminders.list(),
    'reminders.cancel': async ({ id }) => (await assistant()).reminders.cancel(id),

    'memory.list': async (query, signal) => (await assistant()).memory.list(query, signal),
    'memory.change': async (change) => (await assistant()).memory.change(change),
    'memory.reject': async ({ ids }) => (await assistant()).memory.reject(ids),
    'memory.merge': async ({ into, ids }) => (await assistant()).memory.merge(into, ids),
    'memory.judge': async ({ id, verdict }) => (await assistant()).memory.judge(id, verdict),
    'memory.forget': async ({ what, ...how }) => (await assistant()).memory.forget(what, how),
    'memory.why': async ({ messageId }) => (await assistant()).memory.why(messageId),
    'memory.settings': async () => (await assistant()).memory.settings(),
    'memory.configure': async (change) => (await assistant()).memory.configure(change),

    'settings.read': async () => (await assistant()).settings.current(),
    'settings.change': async (change) => (await assistant()).settings.change(change),
    'settings.reset': async ({ section }) => (await assistant()).settings.reset(section),

    search: async (query, signal) => (await assistant()).search(query, signal),
    'search.meaning': async () => (await assistant()).meaning(),
  }
}

/** The parsed address, so that what is opened is what was checked. Throws `invalid_input`. */
function checkLink(url: string): string {
  const parsed = URL.canParse(url) ? new URL(url) : null
  if (parsed && ['http:', 'https:', 'mailto:'].includes(parsed.protocol)) return parsed.href
  throw new AppError('invalid_input', 'Hearth only opens web and mail addresses.')
}
