import { z } from 'zod'
import { errorCodes } from './errors.ts'

/** An ErrorReport as messages keep it. Apart from `errors.ts`, which pages load, and zod with it. */
export const errorReportSchema = z.strictObject({ code: z.enum(errorCodes), message: z.string() })
