/** Whether an address of a server is one of this computer's own, which nothing sent to it leaves. */
export function isOnThisComputer(address: string): boolean {
  const url = address.includes('://') ? address : `http://${address}`
  if (!URL.canParse(url)) return false
  const { hostname } = new URL(url)
  return hostname === 'localhost' || hostname === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(hostname)
}
