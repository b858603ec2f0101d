export const errors = {
  title: 'Errors',
}
