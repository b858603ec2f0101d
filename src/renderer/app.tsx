import { Dialog } from '@base-ui/react/dialog'
import { Toast, type ToastManager } from '@base-ui/react/toast'
import { Tooltip } from '@base-ui/react/tooltip'
import { useCallback, useEffect, useMemo, useRef, useState, type ReactNode } from 'react'
import { Announcer } from './announcer.tsx'
import type { ChatHeaderProps } from './chat/chat-header.tsx'
import { ChatView } from './chat/chat-view.tsx'
import { LinkDialog } from './dialogs/link-dialog.tsx'
import { Notices } from './dialogs/notices.tsx'
import { FoldersDialog } from './folders/folders-dialog.tsx'
import { Palette } from './finder/palette.tsx'
import { Guard } from './guard.tsx'
import { HearthContext, useHearth, useHearthState } from './hearth-context.ts'
import { useShortcuts } from './keyboard/use-shortcuts.ts'
import { ModelsPage } from './models/models-page.tsx'
import { MemoryPage } from './memory/memory-page.tsx'
import { ShortcutsSheet } from './keyboard/shortcuts-sheet.tsx'
import { SettingsPage } from './settings/settings-page.tsx'
import { PlanDialog } from './plan/plan-dialog.tsx'
import { Sidebar } from './sidebar/sidebar.tsx'
import type { Hearth } from './store/hearth.ts'
import type { State } from './store/state.ts'
import { EditsContext } from './transcript/edits-context.ts'
import { TransferDialog } from './transfer/transfer-dialog.tsx'
import { useMedia } from './use-media.ts'
import { useTitle } from './use-title.ts'
import { useWords } from './use-words.ts'

export interface AppProps {
  readonly hearth: Hearth
  readonly toasts: ToastManager
}

export function App({ hearth, toasts }: AppProps): ReactNode {
  return (
    <HearthContext value={hearth}>
      <Toast.Provider toastManager={toasts} limit={3}>
        <Tooltip.Provider delay={500}>
          <Guard>
            <Window />
          </Guard>
          <PlanDialog />
          <FoldersDialog over="window" />
          <Palette />
          <TransferDialog />
          <ShortcutsSheet />
          <LinkDialog />
          <Notices />
          <Announcer />
        </Tooltip.Provider>
      </Toast.Provider>
    </HearthContext>
  )
}

function Window(): ReactNode {
  const t = useWords()
  const { chat, drafts, finder, grants, store } = useHearth()
  const narrow = useMedia('(max-width: 640px)')
  const [folded, setFolded] = useState(false)
  const [over, setOver] = useState(false)
  const afterSidebar = useRef<(() => void) | null>(null)
  const searchField = useRef<HTMLInputElement>(null)
  const sidebarHidden = narrow ? !over : folded

  const show = useCallback(
    (shown: boolean) => {
      if (narrow) setOver(shown)
      else setFolded(!shown)
      if (!shown && !narrow) focusComposer()
    },
    [narrow],
  )
  const newChat = useCallback(() => {
    drafts.flush()
    chat.startNew()
    setOver(false)
    // At once where it is in sight: what is typed before the next frame would be lost.
    focusComposer()
    requestAnimationFrame(focusComposer)
  }, [chat, drafts])
  const find = useCallback(() => {
    setOver(false)
    finder.show()
  }, [finder])
  const search = useCallback(() => {
    show(true)
    const begin = (): void => {
      searchField.current?.focus()
      searchField.current?.select()
    }
    // At once where it is in sight: what is typed before the next frame would be lost.
    if (searchField.current) begin()
    else requestAnimationFrame(begin)
  }, [show])
  const toggleSidebar = useCallback(() => show(sidebarHidden), [show, sidebarHidden])
  const pages = usePages(setOver)
  useSidebarTurns(toggleSidebar)
  useShortcuts({ newChat, find, search, toggleSidebar, ...pages })
  useWindowTitle()
  useReturn()

  const sidebar = (
    <Sidebar
      searchField={searchField}
      onNewChat={newChat}
      onOpen={(id) => {
        setOver(false)
        void chat.open(id)
      }}
      onFound={(hit) => {
        setOver(false)
        finder.open(hit)
      }}
      onFold={() => show(false)}
      onMemory={pages.toggleMemory}
      onSettings={pages.toggleSettings}
      onFolders={() => {
        // Once the sidebar has gone, and with it its hold on the focus.
        if (narrow) afterSidebar.current = () => grants.show(true)
        else grants.show(true)
        setOver(false)
      }}
    />
  )
  return (
    <div className="flex h-full">
      {narrow ? (
        <Dialog.Root
          open={over}
          onOpenChange={setOver}
          onOpenChangeComplete={(open) => {
            if (open) return
            afterSidebar.current?.()
            afterSidebar.current = null
          }}
        >
          <Dialog.Portal>
            <Dialog.Backdrop className="fades fixed inset-0 z-20 bg-veil" />
            <Dialog.Popup
              data-sidebar
              aria-label={t('sidebar:over')}
              finalFocus={() =>
                !isJumping(store.getState()) && (document.querySelector<HTMLElement>(firstField) ?? true)
              }
              className="slides fixed inset-y-0 start-0 z-20 shadow-over outline-none"
            >
              {sidebar}
            </Dialog.Popup>
          </Dialog.Portal>
        </Dialog.Root>
      ) : (
        folded || sidebar
      )}
      <Page sidebarHidden={narrow || folded} onShowSidebar={() => show(true)} onNewChat={newChat} />
    </div>
  )
}

/** The palette asks for the sidebar from outside of the window. */
function useSidebarTurns(toggle: () => void): void {
  const turns = useHearthState((state) => state.sidebarTurns)
  const done = useRef(turns)
  useEffect(() => {
    if (done.current === turns) return
    done.current = turns
    toggle()
  }, [turns, toggle])
}

/** Shows and hides what stands in the place of the conversation; the sidebar over a narrow window goes. */
function usePages(setOver: (over: boolean) => void) {
  const { drafts, memory, settings, showSheet, store } = useHearth()
  return useMemo(() => {
    const leave = (): void => {
      drafts.flush()
      setOver(false)
    }
    return {
      toggleMemory() {
        leave()
        memory.show(!store.getState().memory.shown)
      },
      toggleSettings() {
        leave()
        settings.show(!store.getState().settings.shown)
      },
      showSheet: () => showSheet(true),
    }
  }, [drafts, memory, settings, showSheet, store, setOver])
}

/** The conversation, what is remembered, the models, or what was chosen. */
function Page(props: ChatHeaderProps): ReactNode {
  const [edits] = useState(() => new Map<string, string>())
  const onMemory = useHearthState((state) => state.memory.shown)
  const onModels = useHearthState((state) => state.models.shown)
  const onSettings = useHearthState((state) => state.settings.shown)
  useEffect(() => {
    // The focus goes with the page that had it.
    if (!onMemory && !onModels && !onSettings && document.activeElement === document.body) focusComposer()
  }, [onMemory, onModels, onSettings])
  if (onSettings) return <SettingsPage {...props} />
  if (onModels) return <ModelsPage {...props} />
  if (onMemory) return <MemoryPage {...props} />
  return (
    <EditsContext value={edits}>
      <ChatView {...props} />
    </EditsContext>
  )
}

/** The focus is on its way to a message that was found. */
function isJumping({ chat: { marked, loading } }: State): boolean {
  return marked !== null && (loading.state === 'loading' || document.querySelector('[data-marked]') !== null)
}

/** Where one writes: to the assistant, or what is looked for on another page. */
const firstField = 'textarea[name=message], input[name=memory], input[name=settings], input[name=pull]'

function focusComposer(): void {
  document.querySelector<HTMLElement>(firstField)?.focus()
}

/** The window is called after what it shows. */
function useWindowTitle(): void {
  const t = useWords()
  const title = useHearthState(({ chat, memory, models, settings }) => {
    if (settings.shown) return t('settings:title')
    if (models.shown) return t('models:title')
    return memory.shown ? t('sidebar:memory') : (chat.conversation?.title ?? null)
  })
  useTitle(title === null ? 'Hearth' : `${title} – Hearth`)
}

/** Who comes back to the window may have installed a model meanwhile. */
function useReturn(): void {
  const { ollama, store } = useHearth()
  useEffect(() => {
    const look = (): void => {
      if (store.getState().ollama.status?.state === 'running') void ollama.loadModels()
    }
    window.addEventListener('focus', look)
    return () => window.removeEventListener('focus', look)
  }, [ollama, store])
}
