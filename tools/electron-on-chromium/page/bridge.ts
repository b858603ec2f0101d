/**
 * One end of contextBridge. The preload script lives in a world of its own; both worlds see one detached DOM node and
 * speak through events on it, which run at once. What crosses is copied by Chromium (`detail` is cloned between
 * worlds); functions and promises cross as numbers, and only those that were handed over can be called.
 */
export interface Bridge {
  /** Makes `api` a property of the other world's window. */
  expose(key: string, api: unknown): void
}

type Callable = (...values: unknown[]) => unknown
type Crossing = readonly [kind: string, value?: unknown, name?: string]

interface Post {
  readonly kind: 'expose' | 'call' | 'return' | 'throw' | 'settle' | 'fail'
  readonly id: number
  readonly key?: string
  readonly value?: Crossing
  readonly args?: readonly Crossing[]
}

interface Settler {
  resolve(value: unknown): void
  reject(error: unknown): void
}

/** What Chromium can clone as it is. */
function isData(value: unknown): boolean {
  if (typeof value === 'function' || typeof value === 'symbol') return false
  if (typeof value !== 'object' || value === null) return true
  if (value instanceof Promise || value instanceof Error) return false
  return Array.isArray(value) ? value.every(isData) : Object.values(value).every(isData)
}

/** The functions of this world that have crossed, and those of the other world. The same one stays the same one. */
function createFunctionTable(call: (id: number, values: readonly unknown[]) => unknown) {
  const ours = new Map<number, Callable>()
  const ourIds = new WeakMap<object, number>()
  const theirs = new Map<number, Callable>()
  const theirIds = new WeakMap<object, number>()
  const proxy = (id: number): Callable => {
    const known = theirs.get(id)
    if (known) return known
    const made: Callable = (...values) => call(id, values)
    theirs.set(id, made)
    theirIds.set(made, id)
    return made
  }
  const encode = (value: Callable): Crossing => {
    const home = theirIds.get(value)
    if (home !== undefined) return ['home', home]
    const id = ourIds.get(value) ?? ours.size + 1
    ourIds.set(value, id)
    ours.set(id, value)
    return ['function', id]
  }
  return { encode, proxy, own: (id: number) => ours.get(id) }
}

export function createBridge(
  channel: EventTarget,
  outgoing: string,
  incoming: string,
  onExpose: (key: string, api: unknown) => void,
): Bridge {
  // Taken before any script of the page can replace them.
  const Message = CustomEvent
  const dispatch = channel.dispatchEvent.bind(channel)
  const promised = new Map<number, Settler>()
  let lastId = 0
  let answer: Post | undefined

  const post = (detail: Post): void => void dispatch(new Message(outgoing, { detail }))

  const encodePromise = (value: Promise<unknown>): Crossing => {
    const id = (lastId += 1)
    value.then(
      (result) => post({ kind: 'settle', id, value: encode(result) }),
      (error: unknown) => post({ kind: 'fail', id, value: encode(error) }),
    )
    return ['promise', id]
  }
  const encode = (value: unknown): Crossing => {
    if (isData(value)) return ['data', value]
    if (typeof value === 'function') return functions.encode(value as Callable)
    if (value instanceof Promise) return encodePromise(value)
    if (value instanceof Error) return ['error', value.message, value.name]
    if (Array.isArray(value)) return ['array', value.map(encode)]
    if (typeof value === 'symbol') throw new TypeError('A symbol cannot cross the bridge')
    return ['object', Object.entries(value as object).map(([key, item]) => [key, encode(item)])]
  }
  const call = (id: number, values: readonly unknown[]): unknown => {
    answer = undefined
    post({ kind: 'call', id, args: values.map(encode) })
    const reply = answer as Post | undefined
    answer = undefined
    if (!reply?.value) throw new Error('The other side of the bridge is gone')
    if (reply.kind === 'throw') throw decode(reply.value)
    return decode(reply.value)
  }
  const functions = createFunctionTable(call)
  const decode = ([kind, value, name]: Crossing): unknown => {
    if (kind === 'function') return functions.proxy(value as number)
    if (kind === 'home') return functions.own(value as number)
    if (kind === 'promise') {
      return new Promise((resolve, reject) => promised.set(value as number, { resolve, reject }))
    }
    if (kind === 'error') return Object.assign(new Error(value as string), name === 'Error' ? {} : { name })
    if (kind === 'array') return (value as Crossing[]).map(decode)
    if (kind === 'object') {
      return Object.fromEntries((value as [string, Crossing][]).map(([key, item]) => [key, decode(item)]))
    }
    return value
  }
  const answerCall = ({ id, args = [] }: Post): void => {
    try {
      const called = functions.own(id)
      if (!called) throw new Error('No such function on the bridge')
      post({ kind: 'return', id, value: encode(called(...args.map(decode))) })
    } catch (error) {
      post({ kind: 'throw', id, value: encode(error) })
    }
  }
  const settle = ({ kind, id, value = ['data'] }: Post): void => {
    const settler = promised.get(id)
    promised.delete(id)
    if (kind === 'settle') settler?.resolve(decode(value))
    else settler?.reject(decode(value))
  }
  channel.addEventListener(incoming, (event) => {
    const detail = (event as CustomEvent<Post>).detail
    if (detail.kind === 'call') answerCall(detail)
    else if (detail.kind === 'return' || detail.kind === 'throw') answer = detail
    else if (detail.kind === 'expose') onExpose(detail.key ?? '', decode(detail.value ?? ['data']))
    else settle(detail)
  })
  return { expose: (key, api) => post({ kind: 'expose', id: 0, key, value: encode(api) }) }
}

/** Their source runs in both worlds of a page. */
export const bridgeFunctions = [isData, createFunctionTable, createBridge]
