import { createContext } from 'react'

/** What opens an address. A link never goes anywhere by itself. */
export const OpenLinkContext = createContext<(url: string) => void>(() => undefined)
