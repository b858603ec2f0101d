import { BlockList, isIPv4, isIPv6 } from 'node:net'

/** Ranges that are not the internet, or lead into a network by another name (IANA's registries of special addresses). */
const special = new BlockList()
for (const [net, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
] as const)
  special.addSubnet(net, bits, 'ipv4')
for (const [net, bits] of [
  // Teredo and other protocols, documentation, 6to4: each can hold an address of this network.
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
] as const)
  special.addSubnet(net, bits, 'ipv6')

/** All of IPv6 that is given out for the internet. Mapped, local and private addresses lie outside. */
const given = new BlockList()
given.addSubnet('2000::', 3, 'ipv6')

/** Whether an address is on the internet: not this computer, its network, or anything private. */
export function isPublicAddress(address: string): boolean {
  if (isIPv4(address)) return !special.check(address, 'ipv4')
  return isIPv6(address) && given.check(address, 'ipv6') && !special.check(address, 'ipv6')
}
