export const quick = {
  placeholder: 'Ask anything',
}
