import type { Rectangle } from 'electron'
import { quickSize } from '../shared/quick-size.ts'

/** What is left free around it, in device-independent pixels. */
const margin = 16

/**
 * Where the quick prompt stands on a display: in the middle, its upper edge in the upper third. As high as its page, as
 * far as there is room below. `height` is in CSS pixels, of which `zoom` says how large they are; all else in
 * device-independent pixels, so that every scale is right.
 */
export function quickPlace(workArea: Rectangle, height: number, zoom = 1): Rectangle {
  const width = Math.min(Math.round(quickSize.width * zoom), workArea.width - 2 * margin)
  const top = Math.round(workArea.height * 0.18)
  return {
    x: workArea.x + Math.round((workArea.width - width) / 2),
    y: workArea.y + top,
    width,
    height: Math.min(Math.ceil(Math.min(height, quickSize.highest) * zoom), workArea.height - top - margin),
  }
}

/** The same where it stands already, wherever a person has put it. */
export function resizedPlace(
  workArea: Rectangle,
  bounds: Rectangle,
  height: number,
  zoom: number,
): Rectangle {
  const place = quickPlace(workArea, height, zoom)
  const x = bounds.x + Math.round((bounds.width - place.width) / 2)
  const rightmost = workArea.x + workArea.width - place.width
  const lowest = workArea.y + workArea.height - bounds.y
  return {
    x: Math.max(workArea.x, Math.min(x, rightmost)),
    y: bounds.y,
    width: place.width,
    height: Math.min(place.height, Math.max(lowest, 1)),
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
