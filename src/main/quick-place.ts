import type { Rectangle } from 'electron'
import { quickSize } from '../shared/quick-size.ts'

/** What is left free around it, in device-independent pixels. */
const margin = 16

/**
 * Where the quick prompt stands on a display: in the middle, its upper edge in the upper third. As high as its page, as
 * far as there is room below. All in device-independent pixels, so that every scale is right.
 */
export function quickPlace(workArea: Rectangle, height: number): Rectangle {
  const width = Math.min(quickSize.width, workArea.width - 2 * margin)
  const top = Math.round(workArea.height * 0.18)
  return {
    x: workArea.x + Math.round((workArea.width - width) / 2),
    y: workArea.y + top,
    width,
    height: Math.min(Math.ceil(height), quickSize.highest, workArea.height - top - margin),
  }
}

/** Whether a display shows all of a window. */
export function holds(workArea: Rectangle, { x, y, width, height }: Rectangle): boolean {
  return (
    x >= workArea.x &&
    y >= workArea.y &&
    x + width <= workArea.x + workArea.width &&
    y + height <= workArea.y + workArea.height
  )
}
