export const folders = {
  title: 'Folders and rules',
}
