export const transfer = {
  title: 'Export and import',
}
