import type { Bridge, RequestInput, RequestName, RequestOutput } from '../../shared/contract.ts'
import { AppError } from '../../shared/errors.ts'

/** Makes a request of main. Throws the AppError that main answered with. */
export type Ask = <Name extends RequestName>(
  name: Name,
  input: RequestInput<Name>,
) => Promise<RequestOutput<Name>>

export function createAsk(bridge: Bridge): Ask {
  return async (name, input) => {
    const reply = await bridge.request(name, input)
    if (reply.ok) return reply.data
    throw new AppError(reply.error.code, reply.error.message)
  }
}
