import * as modules from 'node:module'
import { setFlagsFromString } from 'node:v8'

/**
 * What each process of the tests begins with, by way of scripts/short-lived.ts: they are many, and most live for a second
 * or two, so that what pays off later costs them more than it gives. In JavaScript, since npm may run on an older Node.
 */

// The database's engine stays as it is compiled at first: opening a database takes 0.5 s of processor instead of 0.9.
setFlagsFromString('--no-wasm-dynamic-tiering')
setFlagsFromString('--no-wasm-tier-up')

// To know of what kind a module is, Node parses all of the package.json above it, each time. Drizzle's has 180 kB: loading
// Drizzle takes 0.2 s of processor instead of 0.7 without that. What lies beside one of its modules is of its kind.
modules.registerHooks?.({
  resolve(specifier, context, next) {
    const { parentURL = '', conditions } = context
    const besideDrizzle = specifier.startsWith('.') && parentURL.includes('/node_modules/drizzle-orm/')
    if (!besideDrizzle || !conditions.includes('import')) return next(specifier, context)
    return { url: new URL(specifier, parentURL).href, format: 'module', shortCircuit: true }
  },
})
