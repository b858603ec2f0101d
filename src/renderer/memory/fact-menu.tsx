import { Menu } from '@base-ui/react/menu'
import { CalendarX2, Check, MessageSquare, PencilLine, Pin, PinOff, Trash2, X } from 'lucide-react'
import type { ReactNode } from 'react'
import type { RememberedFact } from '../../shared/context.ts'
import { MenuPortal } from '../controls/landmark.tsx'
import { MenuItem, menuLook } from '../controls/menu.tsx'
import { useHearth, useHearthState } from '../hearth-context.ts'
import { useWords } from '../use-words.ts'
import type { Facts } from './use-facts.ts'
import { canKeep } from './words.ts'

export interface FactMenuProps {
  readonly handle: Menu.Handle<string>
  readonly facts: Facts
}

/** The menu behind the «…» of every row: one, whichever row it belongs to. */
export function FactMenu({ handle, facts }: FactMenuProps): ReactNode {
  return (
    <Menu.Root handle={handle}>
      {({ payload }) => (
        <MenuPortal>
          <Menu.Positioner align="end" sideOffset={4} className="z-50">
            <Menu.Popup
              className={menuLook}
              finalFocus={() => facts.open === null && (facts.element() ?? true)}
            >
              {payload === undefined ? null : <Items id={payload} facts={facts} />}
            </Menu.Popup>
          </Menu.Positioner>
        </MenuPortal>
      )}
    </Menu.Root>
  )
}

function Items({ id, facts }: { readonly id: string; readonly facts: Facts }): ReactNode {
  const fact = useHearthState(({ memory }) => memory.facts.find((one) => one.id === id) ?? null)
  return fact && <Commands fact={fact} facts={facts} />
}

function Commands({ fact, facts }: { readonly fact: RememberedFact; readonly facts: Facts }): ReactNode {
  const t = useWords()
  const { chat } = useHearth()
  const { id, conversationId, messageId, pinned, status } = fact
  return (
    <>
      <MenuItem
        icon={PencilLine}
        label={t('memory:menu.edit')}
        keys={t('memory:keys.enter')}
        onClick={() => facts.setOpen(id)}
      />
      <MenuItem
        icon={pinned ? PinOff : Pin}
        label={t(pinned ? 'memory:menu.unpin' : 'memory:menu.pin')}
        keys="P"
        onClick={() => facts.pin(fact)}
      />
      {canKeep(fact) && (
        <MenuItem
          icon={Check}
          label={t(status === 'outdated' ? 'memory:menu.holdsAgain' : 'memory:list.keep')}
          keys="K"
          onClick={() => facts.keep([fact])}
        />
      )}
      {status === 'proposed' && (
        <MenuItem icon={X} label={t('memory:list.reject')} keys="R" onClick={() => facts.reject([fact])} />
      )}
      {status === 'kept' && (
        <MenuItem icon={CalendarX2} label={t('memory:menu.outdated')} onClick={() => facts.outdate([fact])} />
      )}
      <MenuItem
        icon={MessageSquare}
        label={t(messageId === null ? 'memory:menu.toConversation' : 'memory:menu.toMessage')}
        onClick={() =>
          void (messageId === null ? chat.open(conversationId) : chat.openAt(conversationId, messageId))
        }
      />
      <MenuItem
        icon={Trash2}
        label={t('memory:menu.forget')}
        keys={t('memory:keys.delete')}
        removes
        onClick={() => facts.forget([fact])}
      />
    </>
  )
}
