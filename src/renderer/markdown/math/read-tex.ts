import temml from 'temml'

/** Characters of a formula that is read at all. */
const longest = 8_000
/** In ems, of what a formula asks for itself: its line is where it may be. */
const largest: [number, number] = [20, 20]
const limits = { throwOnError: true, trust: false, maxExpand: 200, maxSize: largest }

/** The MathML of a formula in TeX; null where it is not known what it means. */
export function readTex(text: string, display: boolean): Element | null {
  // Lines of a formula stand without the environment that they need in what models write.
  const forms = text.includes('&') ? [text, `\\begin{aligned}${text}\\end{aligned}`] : [text]
  for (const form of text.length > longest ? [] : forms) {
    const place = document.createElement('span')
    try {
      temml.render(form, place, { ...limits, displayMode: display })
    } catch {
      // It is wrong, or nested too deeply. Temml says so by a ParseError or a RangeError, and for some (`\mathbf _`) it
      // fails by a TypeError: whatever a model writes must not take its conversation off the screen.
      continue
    }
    const [math, ...others] = place.children
    // What refers to other places of a page becomes a link, and here there is none to lead to.
    if (math?.localName === 'math' && others.length === 0 && !math.querySelector('a, [id]')) return math
  }
  return null
}
