/** The two IPC channels. On their own, so that the preload script does not carry every schema of the contract. */
export const requestChannel = 'hearth:request'
export const eventChannel = 'hearth:event'
