import { useEffect, useState, type RefObject } from 'react'

/** True once an element has come near to what is seen. It stays true. */
export function useNearViewport(ref: RefObject<Element | null>, already: boolean): boolean {
  const [near, setNear] = useState(already || typeof IntersectionObserver === 'undefined')
  useEffect(() => {
    const element = ref.current
    if (near || !element) return undefined
    // scrollMargin, not rootMargin: the page scrolls within an element.
    const options: IntersectionObserverInit & { scrollMargin: string } = { scrollMargin: '800px' }
    const observer = new IntersectionObserver((entries) => {
      if (entries.some(({ isIntersecting }) => isIntersecting)) setNear(true)
    }, options)
    observer.observe(element)
    return () => observer.disconnect()
  }, [near, ref])
  return near
}
