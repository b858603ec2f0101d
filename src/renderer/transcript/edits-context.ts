import { createContext } from 'react'

/**
 * What messages were being changed to, by their ids, where that was neither sent nor given up: whoever looks into another
 * conversation meanwhile finds it again. In memory only; null where nothing is kept.
 */
export const EditsContext = createContext<Map<string, string> | null>(null)
