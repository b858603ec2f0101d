/** Longest name of a model, in characters. */
export const modelNameLimit = 500

/**
 * The name of a model in what a person typed or pasted, also as a command (`ollama run qwen3:4b`) or as its page's
 * address; with its tag. Null where that is no name.
 */
export function readModelName(text: string): string | null {
  const plain = text
    .trim()
    .replace(/^ollama\s+(?:pull|run)\s+/i, '')
    .replace(/^https?:\/\/(?:www\.)?ollama\.com\/(?:library\/)?/i, '')
    .trim()
  const part = String.raw`[\p{L}\p{N}_][\p{L}\p{N}_.-]*`
  const name = new RegExp(String.raw`^(?:${part}(?::\d+)?/)?(?:${part}/)?${part}(?::${part})?$`, 'u')
  if (plain.length > modelNameLimit - 7 || !name.test(plain)) return null
  return /:[^/]+$/.test(plain) ? plain : `${plain}:latest`
}

export function plainName(name: string): string {
  const lower = name.toLowerCase()
  return /:[^/]+$/.test(lower) ? lower : `${lower}:latest`
}

/** Ollama's own rule for models that run on its servers: the name or the tag is `cloud`, or ends in `-cloud`. */
export function isCloudName(name: string): boolean {
  return /(^|[-/:])cloud(:|$)/i.test(name)
}
