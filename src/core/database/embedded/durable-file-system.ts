import type { PGlite } from '@electric-sql/pglite'
import { NodeFS } from '@electric-sql/pglite/nodefs'

/** The part of PGlite's Emscripten module that we add to; its own types leave it open. */
interface NodeFiles {
  readonly stream_ops: { fsync?: (file: OpenFile) => number }
}

interface OpenFile {
  /** Node's number of it. */
  readonly nfd: number
  readonly node: { readonly mode: number; readonly name: string }
}

/** WASI's number for an error of input or output. Postgres then stops, as it must: what it wrote may be lost. */
const ioError = 29

const fileType = { mask: 0o170_000, folder: 0o040_000 }

/** A segment of the write-ahead log. It has its full length from its first day: only what stands in it changes. */
const logSegment = /^[0-9A-F]{24}$/

/** Brings a file to the disk; with `onlyContent` its times may come later, which spares the disk half of the work. */
export type Flush = (file: number, onlyContent: boolean) => void

/**
 * PGlite on Node never flushes: its file system has no fsync (measured on 0.5.14 and 0.5.16: no such call in 200
 * commits). This one has, for files and for the folders that hold their names, so that an acknowledged commit survives a
 * power cut. The log is flushed as Postgres does it by default on Linux, by fdatasync. Needs `-F` taken out of the start
 * parameters.
 */
export class DurableFileSystem extends NodeFS {
  readonly #flush: Flush

  constructor(folder: string, flush: Flush) {
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
          this.#flush(nfd, logSegment.test(node.name))
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
