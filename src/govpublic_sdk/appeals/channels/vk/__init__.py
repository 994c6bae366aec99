"""Comments, messages and topics of VK as channels of appeals, and events as appeals."""
