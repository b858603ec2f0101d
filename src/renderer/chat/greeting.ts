/** A greeting by the local time of day. */
export function greeting(now: Date): string {
  const hour = now.getHours()
  if (hour < 5) return 'Still up? What can I do?'
  if (hour < 12) return 'Good morning. What shall we begin with?'
  if (hour < 18) return 'Good afternoon. What shall we do?'
  return 'Good evening. What is on your mind?'
}
