import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Notice } from '../store/room.ts'

/** The one line that tells what went otherwise than wished. It goes with the next thing that is done. */
export type NoticeLine = StoreApi<{ readonly notice: Notice | null }>

export function createNoticeLine(): NoticeLine {
  return createStore(() => ({ notice: null }))
}
