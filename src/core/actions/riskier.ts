import { AppError } from '../../shared/errors.ts'

/** What was approved has become more dangerous since. */
export function riskierNow(): AppError {
  return new AppError(
    'forbidden',
    'This is riskier now than when it was approved, so it was not done. Ask for it again to see why.',
  )
}
