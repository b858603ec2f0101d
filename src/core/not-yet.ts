import { AppError } from '../shared/errors.ts'

/** Stands for a room that is not furnished. */
export function notYet(name: string): never {
  const refuse = (): Promise<never> => Promise.reject(new AppError('not_found', `There is no ${name} yet.`))
  return new Proxy(refuse, { get: () => refuse }) as never
}
