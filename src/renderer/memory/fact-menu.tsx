import { Menu } from '@base-ui/react/menu'
import { CalendarX2, Check, MessageSquare, PencilLine, Pin, PinOff, Trash2, X } from 'lucide-react'
import type { ReactNode } from 'react'
import type { RememberedFact } from '../../shared/context.ts'
import { MenuPortal } from '../controls/landmark.tsx'
import { MenuItem, menuLook } from '../controls/menu.tsx'
import { useHearth, useHearthState } from '../hearth-context.ts'
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
  const { chat } = useHearth()
  const { id, conversationId, messageId, pinned, status } = fact
  return (
    <>
      <MenuItem icon={PencilLine} label="Edit" keys="Enter" onClick={() => facts.setOpen(id)} />
      <MenuItem
        icon={pinned ? PinOff : Pin}
        label={pinned ? 'Unpin' : 'Pin'}
        keys="P"
        onClick={() => facts.pin(fact)}
      />
      {canKeep(fact) && (
        <MenuItem
          icon={Check}
          label={status === 'outdated' ? 'It holds again' : 'Keep'}
          keys="K"
          onClick={() => facts.keep([fact])}
        />
      )}
      {status === 'proposed' && (
        <MenuItem icon={X} label="Reject" keys="R" onClick={() => facts.reject([fact])} />
      )}
      {status === 'kept' && (
        <MenuItem icon={CalendarX2} label="It is outdated" onClick={() => facts.outdate([fact])} />
      )}
      <MenuItem
        icon={MessageSquare}
        label={messageId === null ? 'Go to the conversation' : 'Go to the message'}
        onClick={() =>
          void (messageId === null ? chat.open(conversationId) : chat.openAt(conversationId, messageId))
        }
      />
      <MenuItem icon={Trash2} label="Forget…" keys="Del" removes onClick={() => facts.forget([fact])} />
    </>
  )
}
