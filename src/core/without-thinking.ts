/** What a model said, without what it thought aloud before it. */
export function withoutThinking(said: string): string {
  return said.replace(/<think>[\s\S]*?(?:<\/think>|$)/u, '')
}
