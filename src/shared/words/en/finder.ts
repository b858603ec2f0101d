export const finder = {
  title: 'Search',
}
