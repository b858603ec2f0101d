import type { PGlite } from '@electric-sql/pglite'
import { NodeFS } from '@electric-sql/pglite/nodefs'

/** The part of PGlite's Emscripten module that we add to; its own types leave it open. */
interface NodeFiles {
  readonly stream_ops: { fsync?: (file: OpenFile) => number }
}

interface OpenFile {
  /** Node's number of it. */
  readonly nfd: number
  readonly node: { readonly mode: number }
}

/** WASI's number for an error of input or output. Postgres then stops, as it must: what it wrote may be lost. */
const ioError = 29

const fileType = { mask: 0o170_000, folder: 0o040_000 }

/**
 * PGlite on Node never flushes: its file system has no fsync (measured on 0.5.14 and 0.5.16: no such call in 200
 * commits). This one has, for files and for the folders that hold their names, so that an acknowledged commit survives a
 * power cut. Needs `-F` taken out of the start parameters.
 */
export class DurableFileSystem extends NodeFS {
  readonly #flush: (file: number) => void

  constructor(folder: string, flush: (file: number) => void) {
    super(folder)
    this.#flush = flush
  }

  override async init(pg: PGlite, options: Parameters<NodeFS['init']>[1]): ReturnType<NodeFS['init']> {
    const initialised = await super.init(pg, options)
    const addFsync = (module: { readonly FS: object }): void => {
      const { filesystems } = module.FS as { readonly filesystems?: { readonly NODEFS?: NodeFiles } }
      const files = filesystems?.NODEFS
      if (!files?.stream_ops)
        throw new Error('PGlite no longer exposes NODEFS: commits would not reach the disk.')
      files.stream_ops.fsync = ({ nfd, node }) => {
        // Windows opens a folder, but refuses to flush one, and needs no flush of it.
        if (process.platform === 'win32' && (node.mode & fileType.mask) === fileType.folder) return 0
        try {
          this.#flush(nfd)
          return 0
        } catch {
          // Postgres tells it in its own words; an exception would leave it in the middle of a step.
          return ioError
        }
      }
    }
    const { emscriptenOpts } = initialised
    return {
      ...initialised,
      emscriptenOpts: { ...emscriptenOpts, preRun: [addFsync, ...(emscriptenOpts.preRun ?? [])] },
    }
  }
}
