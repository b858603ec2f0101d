/** What one clause asks for, as far as its form tells. */
export interface Reading {
  readonly leans: 'chat' | 'action' | 'unsure'
  /** How sure the form is, 0 to 1. */
  readonly confidence: number
  /** In words, for whoever wants to know why. */
  readonly reason: string
  /** A question about doing something: commands that follow in its sentence belong to it. */
  readonly aboutDoing?: boolean
  /** Too little to hold against a plain question beside it. */
  readonly yields?: boolean
  /** A greeting or thanks: says nothing about what comes with it. */
  readonly courtesy?: boolean
}

export const chat = (confidence: number, reason: string): Reading => ({ leans: 'chat', confidence, reason })
export const action = (confidence: number, reason: string): Reading => ({
  leans: 'action',
  confidence,
  reason,
})
export const unsure = (reason: string): Reading => ({ leans: 'unsure', confidence: 0.5, reason })
