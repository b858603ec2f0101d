export const chat = {
  newChat: 'New chat',
}
