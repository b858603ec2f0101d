import { AppError, findAppError } from '../shared/errors.ts'

const sentences: Readonly<Record<string, readonly [AppError['code'], (path: string) => string]>> = {
  ENOENT: ['not_found', (path) => `There is no ${path}.`],
  EEXIST: ['invalid_input', (path) => `There is already ${path}.`],
  ENOTEMPTY: ['invalid_input', (path) => `${path} is not empty.`],
  ENOTDIR: ['invalid_input', (path) => `${path}, or what it lies in, is not a folder.`],
  EISDIR: ['invalid_input', (path) => `${path} is a folder.`],
  ENAMETOOLONG: ['invalid_input', (path) => `The name of ${path} is too long.`],
  EINVAL: ['invalid_input', (path) => `The system does not take ${path} for this.`],
  ELOOP: ['forbidden', (path) => `${path} is a link that was put there just now, or leads in a circle.`],
  EACCES: ['forbidden', (path) => `The system does not let Hearth do this to ${path}.`],
  EPERM: ['forbidden', (path) => `The system does not let Hearth do this to ${path}.`],
  EROFS: ['forbidden', (path) => `${path} lies on a disk that cannot be written to.`],
  ENOSPC: ['disk_full', (path) => `The disk is full. ${path} was left as it was; make room and try again.`],
  EDQUOT: ['disk_full', (path) => `Your share of the disk is full. ${path} was left as it was.`],
}

/** The errno of an error of the file system, or null. */
export function systemCode(error: unknown): string | null {
  const found = error instanceof Error && 'errno' in error && 'code' in error
  return found && typeof error.code === 'string' ? error.code : null
}

/** What the file system said, as a failure that a person understands. Bugs stay what they are. */
export function fileError(error: unknown, path: string): unknown {
  if (findAppError(error)) return error
  const code = systemCode(error)
  if (code === null) return error
  const [kind, sentence] = sentences[code] ?? [
    'action_failed',
    () => `The system could not do it: ${code} at ${path}.`,
  ]
  return new AppError(kind, sentence(path), { cause: error })
}
