import { createContext } from 'react'

/** Opens the page with the models; null where there is none. */
export const ModelsContext = createContext<(() => void) | null>(null)
