/** What windows ask about models and this computer: pulls, options, what is recommended. */
export const modelRequests = {} as const
