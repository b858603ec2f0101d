import { useCallback, type ReactNode } from 'react'
import { Composer } from '../composer/composer.tsx'
import { Landmark } from '../controls/landmark.tsx'
import { Guard } from '../guard.tsx'
import { useHearth, useHearthState } from '../hearth-context.ts'
import { ModelsContext } from '../transcript/models-context.ts'
import { Transcript } from '../transcript/transcript.tsx'
import { ChatHeader, type ChatHeaderProps } from './chat-header.tsx'
import { EmptyChat } from './empty-chat.tsx'
import { LoadFailed, TranscriptSkeleton } from './loading.tsx'
import { OllamaNotice } from './ollama-notice.tsx'
import { StoreNotice } from './store-notice.tsx'
import { useWords } from '../use-words.ts'

/** The conversation in the window, from its title to the composer. */
export function ChatView(props: ChatHeaderProps): ReactNode {
  const t = useWords()
  const id = useHearthState((state) => state.chat.id)
  const loading = useHearthState((state) => state.chat.loading.state)
  // A conversation that is not in the list yet has its draft with its messages.
  const hasDraft = useHearthState(
    (state) => state.chat.loading.state !== 'loading' || state.chat.conversation !== null,
  )
  return (
    <Landmark as="main" aria-label={t('chat:chat')} className="flex h-full min-w-0 flex-1 flex-col">
      <ChatHeader {...props} />
      <StoreNotice />
      <Guard key={id}>
        {loading === 'new' && <EmptyChat />}
        {loading === 'loading' && <TranscriptSkeleton />}
        {loading === 'failed' && <LoadFailed />}
        {loading === 'ready' && <OpenTranscript />}
      </Guard>
      {loading === 'failed' || !hasDraft ? null : (
        <div className="shrink-0 px-4 pb-2 min-[721px]:px-6">
          <div className="mx-auto max-w-column">
            {loading === 'new' ? null : <OllamaNotice compact />}
            <Composer key={id} chatId={id} />
          </div>
        </div>
      )}
    </Landmark>
  )
}

/** The one place that hears of every frame of an answer. */
function OpenTranscript(): ReactNode {
  const t = useWords()
  const { chat, turns, models, showLink } = useHearth()
  const id = useHearthState((state) => state.chat.id)
  const messages = useHearthState((state) => state.chat.messages)
  const hasEarlier = useHearthState((state) => state.chat.hasEarlier)
  const loadingEarlier = useHearthState((state) => state.chat.loadingEarlier)
  const hasLater = useHearthState((state) => state.chat.hasLater)
  const loadingLater = useHearthState((state) => state.chat.loadingLater)
  const stretch = useHearthState((state) => state.chat.stretch)
  const marked = useHearthState((state) => state.chat.marked)
  const turn = useHearthState((state) => state.chat.turn)
  const openModels = useCallback(() => models.show(true), [models])
  return (
    <ModelsContext value={openModels}>
      <h2 className="sr-only">{t('chat:messages')}</h2>
      <Transcript
        conversationId={id}
        messages={messages}
        hasEarlier={hasEarlier}
        loadingEarlier={loadingEarlier}
        hasLater={hasLater}
        loadingLater={loadingLater}
        stretch={stretch}
        marked={marked}
        turn={turn}
        onLoadLater={() => void chat.loadLater()}
        onNewest={() => void chat.toNewest()}
        onLoadEarlier={() => void chat.loadEarlier()}
        onRegenerate={(messageId) => void turns.regenerate(messageId)}
        onEdit={(messageId, text) => void turns.edit(messageId, text)}
        onOpenLink={showLink}
      />
    </ModelsContext>
  )
}
