/** What `Emulation.setDeviceMetricsOverride` is told of a window: zoomed, its page has fewer CSS pixels, and larger ones. */
export function emulatedScreen(size: { readonly width: number; readonly height: number }, zoom: number) {
  const width = Math.round(size.width / zoom)
  const height = Math.round(size.height / zoom)
  return {
    width,
    height,
    deviceScaleFactor: zoom === 1 ? 0 : zoom,
    mobile: false,
    screenWidth: width,
    screenHeight: height,
  }
}
