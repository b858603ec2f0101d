/** How long the database waits for the page at the most, in milliseconds: a page from elsewhere does not report itself. */
const longestMs = 1_000

export interface HeadStart {
  /** A file of the page has gone out, by its address. */
  served(address: string): void
  /** The page has what it needs for its first paint, or has had its time. */
  readonly over: Promise<void>
}

/**
 * Gives the page a head start on the database, which takes all the processors there are while it opens: opened side by
 * side the first paint comes twice as late, and the answer to the page's first question no sooner.
 */
export function giveHeadStart(): HeadStart {
  const { promise, resolve } = Promise.withResolvers<void>()
  const timer = setTimeout(resolve, longestMs)
  return {
    served(file) {
      if (/\.html(\?|$)/.test(file)) setImmediate(resolve)
    },
    over: promise.finally(() => clearTimeout(timer)),
  }
}
