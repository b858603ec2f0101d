import { useId, type ReactNode } from 'react'

/** Hearth's mark: an ember in its place. */
export function Mark({ size = 20 }: { readonly size?: number }): ReactNode {
  const id = useId()
  return (
    <svg width={size} height={size} viewBox="0 0 20 20" aria-hidden className="shrink-0">
      <radialGradient id={id} cx="0.5" cy="0.94" r="0.92">
        <stop offset="0" stopColor="#ffe6cf" />
        <stop offset="0.34" stopColor="#f3924f" />
        <stop offset="1" stopColor="#bd4d0b" />
      </radialGradient>
      <rect width="20" height="20" rx="5.5" fill={`url(#${id})`} />
    </svg>
  )
}
