export const recovery = {
  title: 'Recovery',
}
