import type { Bridge, RequestInput, RequestName, RequestOutput } from '../../shared/contract.ts'
import { AppError } from '../../shared/errors.ts'
import { errorText } from '../../shared/words/error-text.ts'
import type { Translate } from '../../shared/words/language.ts'

/** Makes a request of main. Throws the AppError that main answered with, worded for people. */
export type Ask = <Name extends RequestName>(
  name: Name,
  input: RequestInput<Name>,
) => Promise<RequestOutput<Name>>

export function createAsk(bridge: Pick<Bridge, 'request'>, t: Translate): Ask {
  return async (name, input) => {
    const reply = await bridge.request(name, input)
    if (reply.ok) return reply.data
    throw new AppError(reply.error.code, errorText(t, reply.error))
  }
}
