import { z } from 'zod'
import { windowBounds } from './limits.ts'
import { modelNameLimit } from './model-name.ts'

/** A model, as Ollama names it. */
export const modelNameSchema = z.string().min(1).max(modelNameLimit)

/** A context window, in tokens. */
export const windowSchema = z.number().int().min(windowBounds.least).max(windowBounds.most)

/** Length in bytes is checked in core, with an error that names the limit. This bound only keeps IPC sane. */
export const longTextSchema = z.string().max(16_000_000)
