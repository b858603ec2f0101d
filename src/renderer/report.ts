import type { Bridge } from '../shared/contract.ts'

/** Sends every error of the page that nobody expected to the log. Returns what reports one more. */
export function reportTo(bridge: Bridge, window: Window): (error: unknown) => void {
  const report = (error: unknown): void => {
    const { message, stack } = error instanceof Error ? error : { message: String(error), stack: undefined }
    void bridge.request('app.report', {
      message: message.slice(0, 2_000),
      ...(stack === undefined ? {} : { stack: stack.slice(0, 20_000) }),
    })
  }
  window.addEventListener('error', ({ error, message }) => report(error ?? message))
  window.addEventListener('unhandledrejection', ({ reason }) => report(reason))
  return report
}
