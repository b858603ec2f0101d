/**
 * Whether the transcript follows its end. It does while one is there; anything that a person does to read further up
 * lets go at once, and coming back to the end takes hold again.
 */
export interface Following {
  readonly following: boolean
  /** The scroll position seen last, in CSS pixels. */
  readonly top: number
  /** How high all there is was then. */
  readonly height: number
}

export type FollowEvent =
  /** Positive is downward. */
  | { readonly type: 'wheel'; readonly delta: number }
  | { readonly type: 'key'; readonly key: string; readonly shift: boolean }
  /** A finger moved: positive is downward, which scrolls up. */
  | { readonly type: 'touch'; readonly delta: number }
  /** The position changed; `bottom` is what is left to the end. `ours`: we moved it, to stay at the end. */
  | {
      readonly type: 'scroll'
      readonly top: number
      readonly bottom: number
      readonly height: number
      readonly ours: boolean
    }
  | { readonly type: 'toEnd' }
  | { readonly type: 'toPlace' }

/** Positions are whole pixels, sizes are not. */
const atEnd = 2

const upward = new Set(['ArrowUp', 'PageUp', 'Home'])

export function follow(state: Following, event: FollowEvent): Following {
  switch (event.type) {
    case 'wheel':
      return event.delta < 0 ? release(state) : state
    case 'touch':
      return event.delta > 0 ? release(state) : state
    case 'key':
      return upward.has(event.key) || (event.key === ' ' && event.shift) ? release(state) : state
    case 'scroll':
      return scrolled(state, event)
    case 'toEnd':
      return { ...state, following: true }
    case 'toPlace':
      return release(state)
  }
}

function scrolled(state: Following, event: Extract<FollowEvent, { type: 'scroll' }>): Following {
  const { top, bottom, height, ours } = event
  const seen = (following: boolean): Following => ({ following, top, height })
  if (ours) return seen(state.following)
  // What became shorter moved up by itself, and may have come to its end.
  if (height < state.height) return seen(state.following || bottom <= atEnd)
  // The scroll bar does not tell who drags it: upward is away, the end is the end.
  if (top < state.top - 1 && bottom > atEnd) return seen(false)
  return seen(state.following || (top > state.top && bottom <= atEnd))
}

function release(state: Following): Following {
  return state.following ? { ...state, following: false } : state
}
