export const firstStart = {
  welcome: 'Welcome to Hearth',
}
