export const transcript = {
  title: 'Messages',
}
