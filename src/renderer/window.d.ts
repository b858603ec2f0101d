import type { Bridge } from '../shared/contract.ts'

declare global {
  interface Window {
    /** What the preload script gives to the page. */
    readonly hearth: Bridge
  }
}
