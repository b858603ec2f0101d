/** What looks at any object: consoles, promises, test runners. They may ask for what is not there. */
const harmless = new Set([
  'then',
  'toJSON',
  'constructor',
  'inspect',
  'nodeType',
  'asymmetricMatch',
  '$$typeof',
])

class MissingMember extends Error {
  constructor(name: string, key: string) {
    super(
      `electron-on-chromium: ${name}.${key} is not in the stand-in for Electron. Add it to tools/electron-on-chromium, or use the real binary.`,
    )
    this.name = 'MissingMember'
  }
}

/**
 * A part of Electron, typed as the whole: `members` is checked against Electron's own types, and what is not there
 * throws an error that names it instead of being undefined.
 */
export function strict<Whole extends object>(name: string, members: Partial<Whole>): Whole {
  return refuseMissing(name, members) as Whole
}

/** The same for an object whose type says already what it is. */
export function refuseMissing<T extends object>(name: string, object: T): T {
  return new Proxy(object, {
    get: (target, key, receiver) => {
      if (key in target || typeof key === 'symbol' || harmless.has(key) || key.startsWith('_')) {
        return Reflect.get(target, key, receiver) as unknown
      }
      throw new MissingMember(name, key)
    },
  })
}

/** An object of ours where Electron's type is wanted. Sound because its missing members throw. */
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- the place where it is wanted says what it is
export function asElectron<Whole>(standIn: object): Whole {
  return standIn as unknown as Whole
}
