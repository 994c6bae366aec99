"""What developers ask in the words of the domain: calls and procedures of the services' methods.

Pure descriptions; a client carries them out. Nothing here knows a client.
"""
