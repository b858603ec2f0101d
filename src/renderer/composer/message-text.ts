/** The message of a composer: what is typed, then the long text beside it. */
export function messageText(typed: string, beside: string): string {
  if (typed === '' || beside === '') return typed + beside
  return `${typed}\n\n${beside}`
}
